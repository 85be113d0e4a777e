using Pawl.Shogi.Records;

namespace Pawl.Shogi.Tests.Records;

/// <summary>The files beside these tests, copied to where the tests run.</summary>
internal static class Sample
{
    public static IReadOnlyList<GameRecord> Read(string name) => GameRecords.Read(Bytes(name));

    public static string Text(string name) => System.Text.Encoding.UTF8.GetString(Bytes(name));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Records", "samples", name));
}
