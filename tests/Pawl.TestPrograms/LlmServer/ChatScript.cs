using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pawl.TestPrograms.LlmServer;

/// <summary>
/// Which try of which request meets which fault. Drawn from the seed, the request and the number of its try alone, so that the order in
/// which calls arrive changes nothing and each succeeds in the end.
/// </summary>
public sealed record ChatScript
{
    public static ChatScript WellBehaved { get; } = new();

    public int Seed { get; init; }

    /// <summary>Probability of each fault for a try; the rest behaves well.</summary>
    public IReadOnlyDictionary<ChatFault, double> Faults { get; init; } = new Dictionary<ChatFault, double>();

    /// <summary>Faults of the first calls of all, in this order, whatever they ask.</summary>
    public IReadOnlyList<(ChatFault Fault, int Calls)> First { get; init; } = [];

    /// <summary>Tries of one request that may misbehave, before it is answered well.</summary>
    public int MaximumFaults { get; init; } = 3;

    /// <summary>What 429s ask for. A date has whole seconds.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Of <see cref="ChatFault.Delay"/>; between two bytes of <see cref="ChatFault.SlowDrip"/>, a tenth of it.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <param name="call">Number of the call over all, from 0.</param>
    /// <param name="attempt">Number of the try of this request, from 0.</param>
    public ChatFault Of(ChatRequest request, long call, int attempt)
    {
        foreach (var (fault, calls) in First)
        {
            if (call < calls)
            {
                return fault;
            }

            call -= calls;
        }

        return attempt < MaximumFaults ? Drawn(request, attempt) : ChatFault.None;
    }

    private ChatFault Drawn(ChatRequest request, int attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}/{request.Hash}/{attempt}"));
        var draw = BinaryPrimitives.ReadUInt32LittleEndian(hash) / (double)uint.MaxValue;
        foreach (var (fault, probability) in Faults.OrderBy(pair => pair.Key))
        {
            draw -= probability;
            if (draw < 0)
            {
                return fault is ChatFault.InvalidContent or ChatFault.WrongSchema && request.IsAskedAgain ? ChatFault.None : fault;
            }
        }

        return ChatFault.None;
    }
}
