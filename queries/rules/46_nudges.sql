-- Which message a nudge begins with: by what is the matter, and by how often they were tried already.
create or replace macro nudge_template(health, last_session, rung) as
    case
        when rung >= 2                                          then 'last_reminder'
        when rung = 1                                           then 'second_reminder'
        when health in ('ending', 'past_end')                   then 'ending_soon'
        when health = 'too_early' and last_session is null      then 'welcome'
        when health in ('on_track', 'due', 'too_early')         then 'check_in'
        else 'first_reminder'
    end;
