package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

const upstream = "ghcr.io/"

// show prints what becomes of the images, by resource, and fails when one is left
// on the upstream.
func show(w io.Writer, colour bool, before, after []byte) error {
	was, err := resources(before)
	if err != nil {
		return err
	}
	is, err := resources(after)
	if err != nil {
		return err
	}
	if len(was) != len(is) {
		return errors.New("the function changed which resources there are")
	}
	moved, left := 0, 0
	for i := range was {
		fmt.Fprintf(w, "\n%s\n", was[i].title)
		for j, image := range was[i].images {
			if now := is[i].images[j]; now != image {
				moved++
				fmt.Fprintln(w, paint(colour, red, "- "+image))
				fmt.Fprintln(w, paint(colour, green, "+ "+now))
			} else {
				fmt.Fprintln(w, "  "+image)
			}
			if strings.HasPrefix(is[i].images[j], upstream) {
				left++
			}
		}
	}
	fmt.Fprintf(w, "\nimages moved to the cache: %d; left on %s: %d\n", moved, strings.TrimSuffix(upstream, "/"), left)
	if moved == 0 || left > 0 {
		return errors.New("not every image goes through the cache")
	}
	return nil
}

// Colours of a terminal.
const (
	red   = "31"
	green = "32"
)

func paint(colour bool, code, text string) string {
	if !colour {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
