package app_test

import (
	"reflect"
	"testing"

	"ordertrail/app"
)

// A window binds the shop before it opens it, and a page may call at once: nothing may break down or answer.
func TestNoBoundCallAnswersBeforeTheShopIsOpen(t *testing.T) {
	t.Parallel()
	errorType := reflect.TypeFor[error]()
	called := 0
	for _, bound := range app.New().Bound() {
		v := reflect.ValueOf(bound)
		for i := range v.NumMethod() {
			name := v.Type().Elem().Name() + "." + v.Type().Method(i).Name
			method := v.Method(i)
			out := method.Type().NumOut()
			if out == 0 || method.Type().Out(out-1) != errorType || name == "Imports.Choose" {
				continue // Choose asks the window, not the shop
			}
			t.Run(name, func(t *testing.T) {
				var args []reflect.Value
				for j := range method.Type().NumIn() {
					args = append(args, reflect.Zero(method.Type().In(j)))
				}
				err, _ := method.Call(args)[out-1].Interface().(error)
				if err == nil {
					t.Fatal("it answered although no shop is open")
				}
				if told := app.Explain(err); told.Code == "bug" || told.Code == "failed" {
					t.Errorf("it broke down: %v", err)
				}
			})
			called++
		}
	}
	if called < 40 {
		t.Errorf("only %d calls were tried", called)
	}
}
