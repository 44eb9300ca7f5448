//go:build !purego

#include "textflag.h"

// LOAD spreads a Pair over registers: first, seconds, fold, not.
#define LOAD(pair) \
	VPBROADCASTB 0(pair), Y0 \
	VPBROADCASTB 1(pair), Y1 \
	VPBROADCASTB 2(pair), Y2 \
	VPBROADCASTB 3(pair), Y3 \
	VPBROADCASTB 4(pair), Y4 \
	VPBROADCASTB 5(pair), Y5 \
	VPBROADCASTB 6(pair), Y6

// PAIRS compares 32 bytes with the first byte of the pair, and the 32 that begin one
// later with its seconds. The bits of found are those of the bytes where it stands.
#define PAIRS(text, offset, found) \
	VPCMPEQB  (text)(offset*1), Y0, Y7 \
	VPOR      1(text)(offset*1), Y5, Y8 \
	VPCMPEQB  Y8, Y1, Y9 \
	VPCMPEQB  Y8, Y2, Y10 \
	VPCMPEQB  Y8, Y3, Y11 \
	VPCMPEQB  Y8, Y4, Y12 \
	VPOR      Y9, Y10, Y9 \
	VPOR      Y11, Y12, Y11 \
	VPOR      Y9, Y11, Y9 \
	VPXOR     Y6, Y9, Y9 \
	VPAND     Y7, Y9, Y9 \
	VPMOVMSKB Y9, found \
	TESTL     found, found

// func indexPair(text *byte, steps int, p *Pair) int
TEXT ·indexPair(SB), NOSPLIT, $0-32
	MOVQ text+0(FP), SI
	MOVQ steps+8(FP), CX
	MOVQ p+16(FP), DI
	XORQ AX, AX
	LOAD(DI)

step:
	PAIRS(SI, AX, DX)
	JNZ  found
	ADDQ $32, AX
	DECQ CX
	JNZ  step
	MOVQ $-1, ret+24(FP)
	VZEROUPPER
	RET

found:
	BSFL DX, DX
	ADDQ DX, AX
	MOVQ AX, ret+24(FP)
	VZEROUPPER
	RET

// func allPairs(text *byte, steps int, p *Pair, at *uint32) (n int)
TEXT ·allPairs(SB), NOSPLIT, $0-40
	MOVQ text+0(FP), SI
	MOVQ steps+8(FP), CX
	MOVQ p+16(FP), R10
	MOVQ at+24(FP), DI
	XORQ AX, AX // offset in the text
	XORQ R8, R8 // pairs so far
	LOAD(R10)

step:
	PAIRS(SI, AX, DX)
	JZ next

pair:
	BSFL DX, BX
	ADDL AX, BX
	MOVL BX, (DI)(R8*4)
	INCQ R8
	LEAL -1(DX), R9
	ANDL R9, DX
	JNZ  pair

next:
	ADDQ $32, AX
	DECQ CX
	JNZ  step
	MOVQ R8, n+32(FP)
	VZEROUPPER
	RET
