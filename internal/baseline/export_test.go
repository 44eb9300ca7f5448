package baseline

// ParseText is parseText.
var ParseText = parseText

// LineOf is the line of the file in which an entry begins.
func LineOf(e *Entry) int { return e.line }
