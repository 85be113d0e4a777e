namespace Pawl.Llm.Settings;

/// <summary>What happens to a call whose earlier try may have been answered and billed, the answer being lost.</summary>
public enum UnknownTries
{
    /// <summary>It is asked again; it may be billed twice.</summary>
    Resend,

    /// <summary>It is not: a person looks at what the provider billed first.</summary>
    Hold,
}
