namespace Pawl.TestPrograms.LlmServer;

/// <summary>A way to misbehave; <c>--fault</c> and <c>--first</c> take the names, whatever their case.</summary>
public enum ChatFault
{
    None,

    /// <summary>429 with <c>Retry-After</c> in seconds.</summary>
    RateLimitedSeconds,

    /// <summary>429 with <c>Retry-After</c> as an HTTP date.</summary>
    RateLimitedDate,
    ServerError,
    Unavailable,

    /// <summary>The connection is reset once the request was read.</summary>
    Reset,

    /// <summary>Reset in the middle of a 200's body.</summary>
    ResetInside,

    /// <summary>No byte of an answer, until the client goes away.</summary>
    Hang,

    /// <summary>A 200 whose body is not JSON.</summary>
    Garbled,

    /// <summary>A good 200 whose content is cut JSON; to the first asking alone.</summary>
    InvalidContent,

    /// <summary>A good 200 whose content is JSON of another schema; to the first asking alone.</summary>
    WrongSchema,

    /// <summary>The right answer, a few bytes at a time, longer than a try may take.</summary>
    SlowDrip,

    /// <summary>The right answer, late.</summary>
    Delay,
    Unauthorized,
    InsufficientQuota,
}
