// Package console talks to people: results on one stream, talk on the other,
// colour and progress on a terminal only, and nothing that a terminal would obey.
package console
