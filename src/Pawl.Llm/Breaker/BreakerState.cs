using System.Globalization;

namespace Pawl.Llm.Breaker;

/// <summary>What a breaker's file says; the key itself is never in it.</summary>
/// <param name="Endpoint">Address of the API.</param>
/// <param name="Credential">Fingerprint of the key the state belongs to.</param>
/// <param name="CredentialSource">Where that key came from, for people.</param>
/// <param name="Since">Of this position: a probe that fails does not renew it.</param>
/// <param name="NextProbe">When a call may find out; null when closed, and when the key was refused too often for another.</param>
/// <param name="Probes">Calls that found out in vain, since it opened.</param>
/// <param name="KeyRefusals">Of this key, over all runs since it last was taken.</param>
/// <param name="LastStatus">HTTP status of the failure that moved it last; null when there was none.</param>
/// <param name="LastMessage">Of that failure, without any key; empty when there was none.</param>
/// <param name="ProbeEnds">The probe on its way counts as lost from then on: its process may have died.</param>
public sealed record BreakerState(
    string Endpoint,
    string Credential,
    string CredentialSource,
    BreakerPosition Position,
    BreakerCause Cause,
    DateTimeOffset Since,
    DateTimeOffset? NextProbe,
    int Probes,
    int KeyRefusals,
    int? LastStatus,
    string LastMessage,
    DateTimeOffset? ProbeEnds
)
{
    /// <summary>Such as <c>breaker open: quota at https://api.openai.com/v1, next probe 2030-01-01T08:00:00Z (The provider answered 429…)</c>.</summary>
    public override string ToString() =>
        Position == BreakerPosition.Closed
            ? $"breaker closed at {Endpoint}"
            : $"breaker {(Position == BreakerPosition.Open ? "open" : "half open")}: {Cause.ToString().ToLowerInvariant()} at {Endpoint}"
                + (
                    NextProbe is { } next
                        ? $", next probe {next.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}"
                        : ", no further probe"
                )
                + $" ({LastMessage})";
}
