// Package docs holds the documentation to the program and to itself: links lead somewhere,
// the commands of the guides do what the guides show, and what needs AWS says so.
package docs
