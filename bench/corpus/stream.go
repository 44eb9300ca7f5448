package corpus

import (
	"bufio"
	"bytes"
	"io"
)

// WriteStream writes the corpus as a stream of documents.
func (c Corpus) WriteStream(w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	err := c.All(func(i int, item Item) error {
		if i > 0 {
			out.WriteString("---\n")
		}
		_, err := out.Write(item.Text)
		return err
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// WriteList writes the corpus as the ResourceList that an orchestrator hands to a
// function: items in compact lists, the functionConfig behind them.
func (c Corpus) WriteList(w io.Writer) error {
	c.Located = true
	out := bufio.NewWriterSize(w, 1<<16)
	out.WriteString("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n")
	err := c.All(func(i int, item Item) error { return writeIndented(out, "- ", item.Text) })
	if err != nil {
		return err
	}
	out.WriteString("functionConfig:\n")
	if err := writeIndented(out, "  ", []byte(Config)); err != nil {
		return err
	}
	return out.Flush()
}

// writeIndented writes text two columns to the right, its first line behind first.
func writeIndented(out *bufio.Writer, first string, text []byte) error {
	for line := range bytes.Lines(text) {
		if len(line) > 1 {
			out.WriteString(first)
		}
		if _, err := out.Write(line); err != nil {
			return err
		}
		first = "  "
	}
	return nil
}
