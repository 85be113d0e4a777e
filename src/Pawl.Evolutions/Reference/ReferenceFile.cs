namespace Pawl.Evolutions.Reference;

/// <param name="Path">Inside the reference folder, with <c>/</c>.</param>
/// <param name="Sha256">Of the bytes as they lie there, lower-case hexadecimal.</param>
public sealed record ReferenceFile(string Path, string Sha256);
