export function oneMemberBomb(head: string, character: string, megabytes: number): Buffer;
export function manyMembersBomb(head: string, character: string, members: number): Buffer;
export function tinyMembersBomb(head: string, members: number): Buffer;
export function nestedBomb(depth: number): Buffer;
export function millionEntries(): string;
export function longString(megabytes: number): Buffer;
