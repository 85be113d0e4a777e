namespace Pawl.Evolutions.Reference;

/// <summary>One thing that is wrong with the reference data.</summary>
/// <param name="File">Path inside the reference folder, with <c>/</c>.</param>
/// <param name="Place">A JSON path such as <c>$.items[3].id</c>, or <c>line 7</c>; empty for the whole file.</param>
/// <param name="Message">What was expected and what came.</param>
public sealed record ReferenceProblem(string File, string Place, string Message)
{
    public override string ToString() => Place.Length == 0 ? $"{File}: {Message}" : $"{File}: {Place}: {Message}";
}
