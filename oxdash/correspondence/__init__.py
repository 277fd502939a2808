"""What reaches people without their looking: letters by e-mail, a calendar of what is due, a feed of publications."""
