// Package docs is only tests of the documentation: links lead somewhere, the commands of the guides
// print what the guides show, and a command that needs AWS or a cluster is marked so.
package docs
