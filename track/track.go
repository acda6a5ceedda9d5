// Package track decides where every order, parcel and return stands, from the facts alone, and can say why.
//
// It is pure: it reads no clock, file, database or screen. Facts go in as events; status comes out of Derive.
// The tables that rule it are literals: phases and reasons in phase.go and reason.go, what each kind of event may do in
// kind.go, who may assert a milestone in authority.go, and the exceptions in exception.go.
package track
