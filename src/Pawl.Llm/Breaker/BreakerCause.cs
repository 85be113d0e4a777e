namespace Pawl.Llm.Breaker;

public enum BreakerCause
{
    /// <summary>Nothing holds calls back.</summary>
    None,

    /// <summary>The provider refuses the key (401, 403).</summary>
    Key,

    /// <summary>The account has nothing left.</summary>
    Quota,

    /// <summary>Failures in a row: 5xx, connection, timeout.</summary>
    Outage,
}
