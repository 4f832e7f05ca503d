"""What the phone's app costs: opening, searching, saving, memory, first load, and Lighthouse's marks. Printed, never asserted."""
