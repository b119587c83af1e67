"""Raw store, fetch and workbook reader."""
