"""What leaves and enters: workbook and, later, reports."""
