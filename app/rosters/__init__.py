"""Rosters: a workbook of doors, read, judged row by row, and taken into the register."""
