namespace Pawl.Evolutions.Validation;

/// <summary>Something a check found.</summary>
/// <param name="File">Path of the file, or of a file inside the reference folder.</param>
/// <param name="Place">Such as <c>line 7</c> or <c>$.items[3].id</c>; empty for the whole file.</param>
/// <param name="Message">What was expected and what came.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record Finding(string File, string Place, string Message, string Advice);
