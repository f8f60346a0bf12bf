"""One table a list: page, print and Excel. What is counted for a row comes with its query, never row by row."""
