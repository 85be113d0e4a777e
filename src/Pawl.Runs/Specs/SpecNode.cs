namespace Pawl.Runs.Specs;

/// <summary>A value as it stands in YAML, before anything is known about its key.</summary>
/// <param name="Where">As in <see cref="SpecProblem.Where"/>.</param>
internal abstract record SpecNode(string Where);

/// <param name="IsPlain">Not in quotes and not a block: it may then be a number, a truth value or nothing.</param>
internal sealed record SpecScalar(string Where, string Text, bool IsPlain) : SpecNode(Where)
{
    public bool IsNothing => IsPlain && (Text is "" or "~" or "null" or "Null" or "NULL");
}

internal sealed record SpecSequence(string Where, IReadOnlyList<SpecNode> Items) : SpecNode(Where);

internal sealed record SpecMapping(string Where, IReadOnlyList<SpecEntry> Entries) : SpecNode(Where);

/// <param name="Where">Where the key stands.</param>
internal sealed record SpecEntry(string Where, string Key, SpecNode Value);
