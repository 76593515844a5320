"""CISO Assistant: its workbook of a processing, as a beginning of an assessment of it."""
