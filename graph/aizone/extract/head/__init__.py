"""What a plan says of itself: title, issuer, number, dates, and the bodies it names."""
