namespace Pawl.Llm.Ledger;

/// <summary>Where an answer came from.</summary>
public enum AnswerSource
{
    /// <summary>Asked now, and paid for.</summary>
    Model,

    /// <summary>An earlier run asked the same.</summary>
    Cache,

    /// <summary>This run has it already, from before a restart.</summary>
    Ledger,
}
