using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Pawl.Runs.Store;

/// <summary>
/// Lets many tasks write durably at once for the price of one flush to disk: what is waiting when the disk is free goes into one transaction,
/// and each caller returns when the commit that holds its write is on disk. Writes are carried out in the order they were asked for.
/// </summary>
public sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>Bounds how long the first of a group waits for the others' work.</summary>
    private const int LargestGroup = 256;

    private readonly Database _database;
    private readonly Channel<Entry> _entries = Channel.CreateBounded<Entry>(
        new BoundedChannelOptions(4 * LargestGroup) { SingleReader = true }
    );
    private readonly Task _loop;

    public GroupCommit(Database database)
    {
        _database = database;
        _loop = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Carries out one write. Returns, or throws what the work threw, once it is on disk, or rolled back alone.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work)
    {
        var entry = new Entry<T>(work);
        await _entries.Writer.WriteAsync(entry);
        return await entry.Task;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<SqliteConnection> work) =>
        WriteAsync(connection =>
        {
            work(connection);
            return true;
        });

    /// <summary>Carries out what was asked for and ends. The database stays open.</summary>
    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        await _loop;
    }

    private void Loop()
    {
        var group = new List<Entry>(LargestGroup);
        while (WaitForMore())
        {
            group.Clear();
            while (group.Count < LargestGroup && _entries.Reader.TryRead(out var entry))
            {
                group.Add(entry);
            }

            Commit(group);
        }
    }

    // A thread of its own may wait: the loop is started as long-running.
    private bool WaitForMore() => _entries.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void Commit(IReadOnlyList<Entry> group)
    {
        try
        {
            _database.Write(connection =>
            {
                foreach (var entry in group)
                {
                    entry.Carry(connection);
                }

                return true;
            });
        }
        catch (Exception fault)
        {
            if (group.Count == 1)
            {
                group[0].Fail(fault);
                return;
            }

            // One of them failed and took the others along: each alone finds the one.
            foreach (var entry in group)
            {
                Commit([entry]);
            }

            return;
        }

        foreach (var entry in group)
        {
            entry.Done();
        }
    }

    private abstract class Entry
    {
        public abstract void Carry(SqliteConnection connection);

        public abstract void Done();

        public abstract void Fail(Exception fault);
    }

    private sealed class Entry<T>(Func<SqliteConnection, T> work) : Entry
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Task => _done.Task;

        public override void Carry(SqliteConnection connection) => _result = work(connection);

        public override void Done() => _done.SetResult(_result);

        public override void Fail(Exception fault) => _done.SetException(fault);
    }
}
