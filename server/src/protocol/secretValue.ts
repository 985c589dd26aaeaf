/** Request, client → server: SecretValuePlace → SecretValueAnswer | null. What a key of a Secret stands for, when a person asks for it. */
export const secretValueRequest = 'drydock/secretValue';

/** A place on the key or its value. */
export interface SecretValuePlace {
  readonly uri: string;
  /** Both from 0. */
  readonly line: number;
  readonly character: number;
}

/** A key of a Secret with what it stands for. */
export interface SecretValueAnswer {
  readonly key: string;
  readonly bytes: number;
  /** null: the bytes are no text. */
  readonly text: string | null;
}
