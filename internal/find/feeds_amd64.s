//go:build !purego

#include "textflag.h"

// LOAD spreads over registers what bytes are compared with: line feed, the last control
// character, DEL. Y3 is where all bytes so far were plain.
#define LOAD \
	MOVL         $0x0a, R9 \
	VMOVD        R9, X0 \
	VPBROADCASTB X0, Y0 \
	MOVL         $0x1f, R9 \
	VMOVD        R9, X1 \
	VPBROADCASTB X1, Y1 \
	MOVL         $0x7f, R9 \
	VMOVD        R9, X2 \
	VPBROADCASTB X2, Y2 \
	VPCMPEQB     Y3, Y3, Y3

// PLAIN looks at 32 bytes, of which those are negative that are not ASCII. Y5 is where
// the line feeds are.
#define PLAIN(text, offset) \
	VMOVDQU  (text)(offset*1), Y4 \
	VPCMPEQB Y4, Y0, Y5 \
	VPCMPGTB Y1, Y4, Y6 \
	VPCMPEQB Y4, Y2, Y7 \
	VPOR     Y5, Y6, Y6 \
	VPANDN   Y6, Y7, Y6 \
	VPAND    Y6, Y3, Y3

// func lineFeeds(text *byte, steps int, at *uint32) (n int, plain bool)
TEXT ·lineFeeds(SB), NOSPLIT, $0-33
	MOVQ text+0(FP), SI
	MOVQ steps+8(FP), CX
	MOVQ at+16(FP), DI
	XORQ AX, AX // offset in the text
	XORQ R8, R8 // line feeds so far
	LOAD

step:
	PLAIN(SI, AX)
	VPMOVMSKB Y5, DX
	TESTL     DX, DX
	JZ        next

feed:
	BSFL DX, BX
	ADDL AX, BX
	MOVL BX, (DI)(R8*4)
	INCQ R8
	LEAL -1(DX), R9
	ANDL R9, DX
	JNZ  feed

next:
	ADDQ $32, AX
	DECQ CX
	JNZ  step
	VPMOVMSKB Y3, DX
	CMPL      DX, $-1
	SETEQ     plain+32(FP)
	MOVQ      R8, n+24(FP)
	VZEROUPPER
	RET

// func isPlain(text *byte, steps int) bool
TEXT ·isPlain(SB), NOSPLIT, $0-17
	MOVQ text+0(FP), SI
	MOVQ steps+8(FP), CX
	XORQ AX, AX
	LOAD

step:
	PLAIN(SI, AX)
	ADDQ $32, AX
	DECQ CX
	JNZ  step
	VPMOVMSKB Y3, DX
	CMPL      DX, $-1
	SETEQ     ret+16(FP)
	VZEROUPPER
	RET
