"""The graph as tables, a class of things each: a workbook whose sheets link to each other, and csv files with CSVW metadata."""
