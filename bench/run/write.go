package main

func (r *runner) write(page string) error { return nil }
