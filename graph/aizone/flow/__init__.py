"""Text as printed to text as read: lines, cells and page marks joined, with exact positions back."""
