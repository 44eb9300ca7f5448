package corpus

import (
	"bufio"
	"fmt"
)

// Input that nobody should send, and somebody will.

const badHead = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bad\ndata:\n"

// WriteScalar writes an object whose one text has so many lines of 100 bytes, with
// an image in each that must not change.
func WriteScalar(out *bufio.Writer, lines int) error {
	fmt.Fprint(out, badHead, "  text: |\n")
	return repeat(out, fmt.Sprintf("%-99s\n", "    image: ghcr.io/amerintlxperts/orders-api:v1.0.0 which is text"), lines)
}

// WriteLine writes an object whose one text is a quoted line of so many times 100
// bytes.
func WriteLine(out *bufio.Writer, times int) error {
	fmt.Fprint(out, badHead, `  text: "`)
	if err := repeat(out, fmt.Sprintf("%-100s", "image: ghcr.io/amerintlxperts/orders-api:v1.0.0 which is text"), times); err != nil {
		return err
	}
	_, err := out.WriteString("\"\n")
	return err
}

// WriteEmpty writes so many documents without anything in them.
func WriteEmpty(out *bufio.Writer, documents int) error { return repeat(out, "---\n", documents) }

// WriteLaughs writes an object whose aliases stand for 10 to the power of levels
// images.
func WriteLaughs(out *bufio.Writer, levels int) error {
	fmt.Fprint(out, badHead, "  a0: &a0 ghcr.io/amerintlxperts/orders-api:v1.0.0\n")
	for i := range levels {
		fmt.Fprintf(out, "  a%d: &a%d [", i+1, i+1)
		if err := repeat(out, fmt.Sprintf("*a%d, ", i), 9); err != nil {
			return err
		}
		fmt.Fprintf(out, "*a%d]\n", i)
	}
	_, err := fmt.Fprintf(out, "spec:\n  containers: *a%d\n", levels)
	return err
}

func repeat(out *bufio.Writer, text string, times int) error {
	for range times {
		if _, err := out.WriteString(text); err != nil {
			return err
		}
	}
	return nil
}
