namespace Pawl.Runs.Specs;

/// <summary>The type a spec key takes in YAML. No value is coerced: a quoted "3" is not an integer.</summary>
public enum SpecKind
{
    Integer,
    Number,
    Boolean,
    Text,

    /// <summary>A span of time such as <c>150ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>; stored resolved in seconds.</summary>
    Duration,
    TextList,

    /// <summary>A mapping of text to text, such as environment variables.</summary>
    TextMap,
}
