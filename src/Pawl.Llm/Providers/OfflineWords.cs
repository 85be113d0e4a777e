using System.Buffers.Binary;
using System.Text;

namespace Pawl.Llm.Providers;

/// <summary>English made up from a seed: the same seed, the same words. Not safe for several threads.</summary>
/// <param name="seed">Of the request: every draw follows from it.</param>
internal sealed class OfflineWords(ulong seed)
{
    private static readonly string[] Qualities =
    [
        "adaptive",
        "shared",
        "guided",
        "reliable",
        "simple",
        "timely",
        "open",
        "connected",
        "secure",
        "personal",
        "early",
        "steady",
        "clear",
        "local",
        "joint",
        "regular",
        "careful",
        "trusted",
        "flexible",
        "visible",
    ];

    private static readonly string[] Things =
    [
        "enrolment",
        "advice",
        "scheduling",
        "feedback",
        "planning",
        "support",
        "reporting",
        "access",
        "review",
        "booking",
        "guidance",
        "progress",
        "records",
        "learning",
        "research",
        "payments",
        "requests",
        "alerts",
        "handover",
        "onboarding",
    ];

    private static readonly string[] Deeds =
    [
        "helps",
        "guides",
        "informs",
        "connects",
        "prepares",
        "supports",
        "reminds",
        "assures",
        "serves",
        "equips",
    ];

    private static readonly string[] People = ["people", "teams", "staff", "students", "partners", "visitors", "managers", "newcomers"];

    private static readonly string[] Ends =
    [
        "with fewer steps",
        "before problems grow",
        "across every campus",
        "in plain language",
        "at any hour",
        "without waiting",
        "from one place",
        "with known results",
        "week after week",
        "as needs change",
    ];

    private ulong _state = seed;

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014), whose every 64-bit state is followed by another.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <param name="count">At least 1.</param>
    /// <returns>0 to <paramref name="count"/> − 1.</returns>
    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <returns>0 to 1, 1 excluded.</returns>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public string Word() => Of(Things);

    /// <summary>Such as <c>Guided enrolment</c>.</summary>
    public string Title()
    {
        var quality = Of(Qualities);
        return $"{char.ToUpperInvariant(quality[0])}{quality[1..]} {Of(Things)}";
    }

    /// <summary>Such as <c>Guided enrolment helps students from one place.</c></summary>
    public string Sentence() => $"{Title()} {Of(Deeds)} {Of(People)} {Of(Ends)}.";

    /// <summary>Sentences, until there are at least so many characters.</summary>
    public string Prose(int length)
    {
        var text = new StringBuilder(Sentence());
        while (text.Length < length)
        {
            text.Append(' ').Append(Sentence());
        }

        return text.ToString();
    }

    public Guid Identifier()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Next());
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Next());
        return new Guid(bytes);
    }

    private string Of(string[] list) => list[Below(list.Length)];
}
