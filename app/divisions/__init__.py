"""The tree county → town → village → grid, and which worker walks which grid."""
