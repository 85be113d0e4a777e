namespace Pawl.Llm.Breaker;

public enum BreakerPosition
{
    /// <summary>Calls pass.</summary>
    Closed,

    /// <summary>Calls wait.</summary>
    Open,

    /// <summary>One call is on its way to find out; the others wait.</summary>
    HalfOpen,
}
