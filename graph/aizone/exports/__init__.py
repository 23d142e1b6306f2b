"""Files people take away: contract JSON, spreadsheets, pictures, one-file HTML, graph formats."""
