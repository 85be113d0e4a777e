using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Pawl.Llm.Calls;
using Pawl.Llm.Ledger;

namespace Pawl.Llm.Tests.Ledger;

public sealed class LargeLedgerTests : IDisposable
{
    private const int Units = 10_000;
    private const int CallsOfAUnit = 21;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    [Trait("speed", "slow")]
    public async Task Ledger_of_many_calls_opens_and_sums_as_quickly_as_an_empty_one()
    {
        var path = _scratch["calls.db"];
        await CallLedger.Open(path, TimeProvider.System).DisposeAsync();
        Fill(path);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var opening = Stopwatch.StartNew();

        await using var ledger = CallLedger.Open(path, TimeProvider.System);
        var sums = ledger.Sums();

        Assert.True(opening.Elapsed < TimeSpan.FromSeconds(1), $"{opening.Elapsed}");
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 4 << 20);
        Assert.Equal(Units * CallsOfAUnit, sums.Answered);
        var finding = Stopwatch.StartNew();
        for (var number = 0; number < 1000; number++)
        {
            var slot = new CallSlot($"S{number * 7 % Units}", "stage");
            Assert.Throws<AnswerForgottenException>(() => ledger.FindAnswer(slot, Key(slot.Unit, 3)));
        }

        Assert.True(finding.Elapsed < TimeSpan.FromSeconds(5), $"{finding.Elapsed}");
    }

    private static string Key(string unit, int call) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{unit}/{call}")));

    // Rows as finished calls leave them, in one transaction: what is tested is the opening.
    private static void Fill(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        Run("INSERT INTO words (id, word) VALUES (1, 'stage'), (2, 'gpt-5-mini')");
        using var addTry = connection.CreateCommand();
        addTry.CommandText = """
            INSERT INTO tries (session, unit, stage, ordinal, key, model, intended_at, possible_cost, outcome, ended_at, cost, request_id)
            VALUES (1, $unit, 1, 0, $key, 2, 1900000000000, 500000000, 'answered', 1900000000000, 250000000, 'req_0123456789abcdef');
            INSERT INTO answers (unit, stage, ordinal, key, try, answered_at, sha256)
            VALUES ($unit, 1, 0, $key, last_insert_rowid(), 1900000000000, $key);
            """;
        var unit = addTry.Parameters.Add("$unit", SqliteType.Text);
        var key = addTry.Parameters.Add("$key", SqliteType.Blob);
        for (var number = 0; number < Units; number++)
        {
            unit.Value = $"S{number}";
            for (var call = 0; call < CallsOfAUnit; call++)
            {
                key.Value = Convert.FromHexString(Key($"S{number}", call));
                addTry.ExecuteNonQuery();
            }
        }

        Run($"INSERT INTO sums (scope, name, answered) VALUES ('run', '', {Units * CallsOfAUnit})");
        transaction.Commit();

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
