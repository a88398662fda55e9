// AES keys whose OpenSSL contexts are made once and kept: on Node 24 making one costs more than the message. CMAC: NIST SP 800-38B.
import { type Cipheriv, createCipheriv, createDecipheriv, createSecretKey, type Decipheriv, type KeyObject } from 'node:crypto';
import { type Bytes, bytes, unmoved, xor } from '../../lib/bytes/index.ts';
import type { AesKey, CryptoErrorCode } from '../../lib/crypto/index.ts';
import { EidError } from '../../lib/error/index.ts';

const blockSize = 16;
const zeroBlock = new Uint8Array(blockSize);

/** An AES key of 16, 24 or 32 octets; `crypto.bad-key` for any other length. Data that are not whole blocks are a `RangeError`. */
export function createAesKey(key: Uint8Array): AesKey {
  if (![16, 24, 32].includes(key.length)) throw new EidError<CryptoErrorCode>('crypto.bad-key', { size: key.length });
  // As a key object a context is made in a third of the time that it takes from octets.
  const own = createSecretKey(key);
  const bits = key.length * 8;
  const encryptChained = chainedEncryption(own, bits);
  let decryptor: Decipheriv | undefined;
  let subkeys: { readonly whole: Bytes; readonly padded: Bytes } | undefined;

  return {
    size: bits / 8,
    encryptBlock(block) {
      if (block.length !== blockSize) throw new RangeError('one block is 16 octets');
      return encryptChained(zeroBlock, block);
    },
    encryptCbc: encryptChained,
    decryptCbc(iv, data) {
      requireBlocks(iv, data);
      decryptor ??= createDecipheriv(`aes-${bits}-ecb`, own, null).setAutoPadding(false);
      const out = bytes(decryptor.update(data));
      for (let i = 0; i < out.length; i++)
        out[i] = (out[i] as number) ^ (i < blockSize ? (iv[i] as number) : (data[i - blockSize] as number));
      return out;
    },
    cmac(data) {
      subkeys ??= deriveSubkeys(encryptChained(zeroBlock, zeroBlock));
      const whole = data.length > 0 && data.length % blockSize === 0;
      const padded = new Uint8Array(whole ? data.length : data.length + blockSize - (data.length % blockSize));
      padded.set(data);
      if (!whole) padded[data.length] = 0x80;
      const last = padded.length - blockSize;
      padded.set(xor(padded.subarray(last), whole ? subkeys.whole : subkeys.padded), last);
      return encryptChained(zeroBlock, padded).slice(last);
    },
  };
}

/**
 * CBC with one context for any number of messages. The context goes on chaining from the last block it made, so the first block is masked
 * with that block and the wanted IV: what enters the cipher is then plaintext ⊕ IV.
 */
function chainedEncryption(key: KeyObject, bits: number): (iv: Uint8Array, data: Uint8Array) => Bytes {
  let context: Cipheriv | undefined;
  let chain: Bytes = zeroBlock;
  return (iv, data) => {
    requireBlocks(iv, data);
    if (data.length === 0) return new Uint8Array(0);
    context ??= createCipheriv(`aes-${bits}-cbc`, key, zeroBlock).setAutoPadding(false);
    const input = unmoved(data);
    for (let i = 0; i < blockSize; i++) input[i] = (input[i] as number) ^ (chain[i] as number) ^ (iv[i] as number);
    const out = bytes(context.update(input));
    // Where the IV is the block before, this was the plaintext.
    input.fill(0);
    chain = out.slice(-blockSize);
    return out;
  };
}

function deriveSubkeys(zeroEncrypted: Bytes): { readonly whole: Bytes; readonly padded: Bytes } {
  const whole = double(zeroEncrypted);
  return { whole, padded: double(whole) };
}

/** Multiplication by x in GF(2^128), polynomial x^128 + x^7 + x^2 + x + 1. */
function double(block: Bytes): Bytes {
  const carry = (block[0] as number) >> 7;
  const out = Uint8Array.from(block, (octet, i) => ((octet << 1) & 0xff) | ((block[i + 1] ?? 0) >> 7));
  out[blockSize - 1] = (out[blockSize - 1] as number) ^ (0x87 * carry);
  return out;
}

function requireBlocks(iv: Uint8Array, data: Uint8Array): void {
  if (iv.length !== blockSize || data.length % blockSize !== 0) throw new RangeError('CBC needs an IV of 16 octets and whole blocks');
}
