// Package page writes a report as one HTML page that needs nothing else: no network, no font, no
// second file. Its tables can be read without JavaScript, and sorted and filtered with it. It is the
// output html of images and status.
package page
