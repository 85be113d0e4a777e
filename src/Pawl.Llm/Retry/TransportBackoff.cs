using System.Globalization;
using Pawl.Llm.Calls;

namespace Pawl.Llm.Retry;

/// <summary>A wait before the same request goes out again, because its transport failed. What a model said is never asked for anew here.</summary>
/// <param name="NextTry">From 2.</param>
/// <param name="Attempts">Most tries of the call.</param>
public sealed record TransportBackoff(CallSlot Slot, int NextTry, int Attempts, TimeSpan Wait, CallFailureException Failure)
{
    /// <summary>Such as <c>transport backoff 3.2 s before try 3 of 6: S7 features/2: The provider answered 503 (server_error): Overloaded.</c></summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"transport backoff {Wait.TotalSeconds:0.0} s before try {NextTry} of {Attempts}: {Slot.Unit} {Slot.Stage}: {Failure.Message}"
        );
}
