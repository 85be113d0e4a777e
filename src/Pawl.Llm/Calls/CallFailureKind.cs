namespace Pawl.Llm.Calls;

public enum CallFailureKind
{
    /// <summary>429 that passes: too many requests or tokens just now.</summary>
    RateLimited,

    /// <summary>The account has nothing left: 402, or 429 that says so (<c>insufficient_quota</c>).</summary>
    Quota,

    /// <summary>The key is missing, wrong or not allowed this: 401, 403.</summary>
    Key,

    /// <summary>The request itself is wrong: any other 4xx but 408 and 409. Trying again cannot help.</summary>
    Refused,

    /// <summary>408, 409 or 5xx.</summary>
    Server,

    /// <summary>No connection, or it broke before or inside the answer.</summary>
    Connection,

    /// <summary>Longer than a try may take.</summary>
    Timeout,

    /// <summary>A 200 whose body is not the API's JSON.</summary>
    Garbled,

    /// <summary>The run was asked to stop while the call was on its way.</summary>
    Stopped,
}
