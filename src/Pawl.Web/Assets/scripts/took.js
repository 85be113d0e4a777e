// How long something took, in the words of Views/Took.cs.

export function took(seconds) {
  const past = Math.max(0, seconds);
  const whole = Math.floor(past);
  const two = (number) => String(number).padStart(2, "0");
  if (past < 10) return `${Math.round(past * 10) / 10} s`;
  if (past < 60) return `${whole} s`;
  if (past < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  if (past < 86400) return `${Math.floor(whole / 3600)} h ${two(Math.floor(whole / 60) % 60)} min`;
  return `${Math.floor(whole / 86400)} d ${Math.floor(whole / 3600) % 24} h`;
}
