using Pawl.Runs.Durability;

namespace Pawl.TestPrograms;

/// <summary><c>append JOURNAL</c>: appends numbered records of many lengths, counting on from what is there, until it is killed.</summary>
internal sealed class AppendProgram : ITestProgram
{
    public string Verb => "append";

    public Task<int> RunAsync(string[] arguments)
    {
        using var journal = JournalWriter.Open(arguments[0]);
        using var batch = new JournalBatch();
        for (var number = JournalReader.Read(arguments[0]).Count(); ; number++)
        {
            batch.Clear();
            batch.Add(
                number,
                static (json, value) =>
                {
                    json.WriteNumber("number", value);
                    json.WriteString("filler", new string('f', value * 31 % 9000));
                }
            );
            journal.Append(batch);
        }
    }
}
