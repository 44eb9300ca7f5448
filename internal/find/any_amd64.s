//go:build !purego

#include "textflag.h"

// func indexAny(text *byte, steps int, a *Any) int
TEXT ·indexAny(SB), NOSPLIT, $0-32
	MOVQ text+0(FP), SI
	MOVQ steps+8(FP), CX
	MOVQ a+16(FP), DI
	XORQ AX, AX
	VPBROADCASTB 0(DI), Y0
	VPBROADCASTB 1(DI), Y1
	VPBROADCASTB 2(DI), Y2
	VPBROADCASTB 3(DI), Y3

step:
	VMOVDQU  (SI)(AX*1), Y4
	VPCMPEQB Y4, Y0, Y5
	VPCMPEQB Y4, Y1, Y6
	VPCMPEQB Y4, Y2, Y7
	VPCMPEQB Y4, Y3, Y8
	VPOR     Y5, Y6, Y5
	VPOR     Y7, Y8, Y7
	VPOR     Y5, Y7, Y5
	VPMOVMSKB Y5, DX
	TESTL    DX, DX
	JNZ      found
	ADDQ     $32, AX
	DECQ     CX
	JNZ      step
	MOVQ     $-1, ret+24(FP)
	VZEROUPPER
	RET

found:
	BSFL DX, DX
	ADDQ DX, AX
	MOVQ AX, ret+24(FP)
	VZEROUPPER
	RET
