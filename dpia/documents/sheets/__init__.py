"""The sheets of the workbook: what stands in each, and how it is put there."""
