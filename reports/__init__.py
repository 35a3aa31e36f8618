"""What readers get: workbooks and data files, all read from the warehouse."""
