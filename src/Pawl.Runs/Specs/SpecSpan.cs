namespace Pawl.Runs.Specs;

/// <summary>A value's place in the text.</summary>
/// <param name="End">After its last character; for a block its last item's.</param>
internal sealed record SpecSpan(int Start, int End)
{
    /// <summary>Not null for a mapping.</summary>
    public IReadOnlyList<SpecEntrySpan>? Entries { get; init; }

    /// <summary>The content of a scalar.</summary>
    public string? Scalar { get; init; }

    /// <summary>In brackets or braces.</summary>
    public bool IsFlow { get; init; }

    /// <summary>Ends with text after <c>|</c> or <c>&gt;</c>, whose last line break is part of it.</summary>
    public bool IsBlockScalar { get; init; }
}

/// <summary>A key and its value.</summary>
/// <param name="AfterColon">The place right after the colon.</param>
internal sealed record SpecEntrySpan(string Key, int Start, int AfterColon, SpecSpan Value)
{
    /// <summary>An empty value's place may be anywhere after its key, such as in front of the next one.</summary>
    public bool HasNoValue => Value.Start == Value.End;

    public int End => HasNoValue ? AfterColon : Math.Max(AfterColon, Value.End);

    public bool EndsWithBlockScalar =>
        Value.IsBlockScalar || (Value is { IsFlow: false, Entries: [.., var last] } && last.EndsWithBlockScalar);
}
